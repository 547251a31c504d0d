// Owns the build: Electron's main process and the core thread, the sandboxed preload, and the window for every host.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const root = import.meta.dirname

export default defineConfig(({ command }) => {
  // what development leaves in out/ is no release: `npm start` builds again after it
  if (command === 'serve') rmSync(path.join(root, 'out/built-from.json'), { force: true })
  return configuration(command === 'serve')
})

/** One character beyond Latin-1, in a string or a comment, has V8 keep the whole source in two bytes a character. */
const ONE_BYTE = { charset: 'ascii', comments: { jsdoc: false } } as const

const configuration = (isDevelopment: boolean): UserConfig => ({
  main: {
    define: { __DEVELOPMENT__: JSON.stringify(isDevelopment) },
    build: {
      outDir: path.join(root, 'out/main'),
      // Everything is bundled, so that a packed app needs no node_modules and starts from two files.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          main: path.join(root, 'src-main/hosts/electron/main.ts'),
          // the browser's host, which `dogear serve` runs with Node
          loopback: path.join(root, 'src-main/hosts/loopback/serve.ts'),
          'core-worker': path.join(root, 'src-main/hosts/core-thread/core-worker.ts'),
          'copy-check-worker': path.join(root, 'src-main/adapters/copy-check-worker.ts'),
          'citation-worker': path.join(root, 'src-main/adapters/citation-worker.ts'),
          'pdf-text-worker': path.join(root, 'src-main/adapters/pdf-text-worker.ts'),
        },
        output: { ...ONE_BYTE, entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: path.join(root, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: path.join(root, 'src-main/preload/preload.ts') },
        // A sandboxed preload can only be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path.join(root, 'src-renderer'),
    plugins: [react(), pdfFiles()],
    resolve: { alias: isOldChromium() ? OLDER_PDFJS : [] },
    publicDir: false,
    worker: { format: 'es', rolldownOptions: { output: ONE_BYTE } },
    build: {
      outDir: path.join(root, 'out/renderer'),
      emptyOutDir: true,
      minify: true,
      // Fonts and KaTeX stay files: they load when a page needs them.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: path.join(root, 'src-renderer/index.html') },
        // schemas learn that they may make no code before any is made, however the rest is split
        output: {
          ...ONE_BYTE,
          codeSplitting: { groups: [{ name: 'schemas', test: /node_modules[\\/]zod[\\/]|contract[\\/]no-eval\.ts$/ }] },
        },
      },
    },
  },
})

/** Before this version of Electron its Chromium lacks what pdf.js's usual build is written with. */
const ELECTRON_OF_PDFJS = 40

/** pdf.js as its makers build it for older browsers. */
const OLDER_PDFJS = [
  { find: /^pdfjs-dist$/, replacement: 'pdfjs-dist/legacy/build/pdf.mjs' },
  { find: /^pdfjs-dist\/(build\/.+|web\/.+\.mjs)/, replacement: 'pdfjs-dist/legacy/$1' },
]

function isOldChromium(): boolean {
  const asked = Number(process.env['ELECTRON_MAJOR_VER'])
  return asked > 0 && asked < ELECTRON_OF_PDFJS
}

/** Not its engine for scripts, which are never run; of the pictures of its own window those of notes on a page. */
const PDFJS_FILES = [
  ['cmaps', /./],
  ['standard_fonts', /./],
  ['iccs', /./],
  ['wasm', /^(?!quickjs)/],
  ['web/images', /^annotation-/],
] as const

/** What pdf.js reads while it draws: character maps, fonts, colours, decoders and pictures. */
function pdfFiles(): Plugin {
  return {
    name: 'dogear-pdf-files',
    apply: 'build',
    generateBundle() {
      for (const [folder, wanted] of PDFJS_FILES) {
        const from = path.join(root, 'node_modules/pdfjs-dist', folder)
        for (const file of readdirSync(from).filter((name) => wanted.test(name))) {
          const fileName = `pdfjs/${path.basename(folder)}/${file}`
          this.emitFile({ type: 'asset', fileName, source: readFileSync(path.join(from, file)) })
        }
      }
    },
  }
}
