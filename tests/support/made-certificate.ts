// Owns certificates made for a test: an authority and a server's, valid when the test says, never kept anywhere (X.509: RFC 5280).
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

export interface MadeCertificate {
  /** Whom a client has to trust. */
  authority: string
  cert: string
  key: string
}

export interface CertificateOptions {
  /** DNS names and addresses of this machine. */
  names: readonly string[]
  validFromMs: number
  validToMs: number
}

/** A server's certificate, signed by an authority of its own. */
export function makeCertificate({ names, validFromMs, validToMs }: CertificateOptions): MadeCertificate {
  const authority = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const server = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const years = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2049, 0, 1) }
  return {
    authority: certificate({
      serial: 1,
      of: 'Made Authority',
      key: authority.publicKey,
      by: authority.privateKey,
      ...years,
      extensions: [AUTHORITY],
    }),
    cert: certificate({
      serial: 2,
      of: 'Made Server',
      key: server.publicKey,
      by: authority.privateKey,
      from: validFromMs,
      to: validToMs,
      extensions: [namesExtension(names)],
    }),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

interface Parts {
  serial: number
  of: string
  key: KeyObject
  by: KeyObject
  from: number
  to: number
  extensions: readonly Buffer[]
}

const ECDSA_WITH_SHA256 = sequence(identifier(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const TRUE = tagged(0x01, Buffer.from([0xff]))
/** basicConstraints, critical, CA:TRUE */
const AUTHORITY = sequence(identifier(0x55, 0x1d, 0x13), TRUE, tagged(0x04, sequence(TRUE)))

function certificate({ serial, of, key, by, from, to, extensions }: Parts): string {
  const toBeSigned = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([serial])),
    ECDSA_WITH_SHA256,
    commonName('Made Authority'),
    sequence(time(from), time(to)),
    commonName(of),
    key.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  )
  const signature = sign('sha256', toBeSigned, by)
  const whole = sequence(toBeSigned, ECDSA_WITH_SHA256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])))
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

function namesExtension(names: readonly string[]): Buffer {
  const all = names.map((name) =>
    /^[\d.]+$/.test(name) ? tagged(0x87, Buffer.from(name.split('.').map(Number))) : tagged(0x82, Buffer.from(name)),
  )
  return sequence(identifier(0x55, 0x1d, 0x11), tagged(0x04, sequence(...all)))
}

function commonName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(identifier(0x55, 0x04, 0x03), tagged(0x0c, Buffer.from(name)))))
}

/** UTCTime: years up to 2049. */
function time(ms: number): Buffer {
  return tagged(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))
}

function identifier(...bytes: number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes))
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const head = length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), content])
}
