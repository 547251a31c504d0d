// Owns a core thread that falls when it is told to: what the process around it does then is what the test looks at.
import { parentPort, workerData } from 'node:worker_threads'
import type { FromThread, ThreadData, ToThread } from '#hosts/core-thread/thread-messages.ts'

const { appVersion } = workerData as ThreadData
const post = (message: FromThread): void => parentPort?.postMessage(message)

parentPort?.on('message', (message: ToThread) => {
  if (message.type === 'close') {
    post({ type: 'closed' })
    parentPort?.close()
  }
  if (message.type === 'beat') post({ type: 'beat' })
  if (message.type !== 'call') return
  if (message.name === 'throw') throw new Error('a bug in the core thread')
  if (message.name === 'exit') process.exit(9)
  if (message.name === 'never') return
  if (message.name === 'stick') for (;;);
  post({ type: 'result', id: message.id, result: { ok: true, value: message.input } })
})

if (appVersion === 'throws at start') throw new Error('a bug at the start')
post({ type: 'ready' })
