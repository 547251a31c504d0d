// Owns the start of pdf.js's worker: memory is bounded before it begins.
import './worker-bounds.ts'
import 'pdfjs-dist/build/pdf.worker.min.mjs'
