// Owns the entry of the thread that formats references, so that neither core nor the window waits for it.
import { parentPort, workerData } from 'node:worker_threads'
import type { BibliographyJob } from '#core/ports.ts'
import { createCitationStyles } from './citation-styles.ts'
import { makeBibliography } from './citeproc-run.ts'

export interface CitationJob extends BibliographyJob {
  dataFolder: string
}

const job = workerData as CitationJob
const { locale } = createCitationStyles(job.dataFolder)
parentPort?.postMessage(makeBibliography(job, locale))
