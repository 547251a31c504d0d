// Owns what Electron's own default app does, for the runtime of the tests, which has none: `electron PATH` runs that app.
import { app } from 'electron'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

process.defaultApp = true
const rest = process.argv.slice(1)
const named = rest.find((argument) => !argument.startsWith('-'))

if (named === undefined) {
  process.stderr.write('usage: electron PATH\n')
  app.exit(1)
} else {
  const place = path.resolve(named)
  process.argv.splice(1, process.argv.length - 1, ...rest)
  try {
    // awaited, so that Electron is not ready before the app has said what it must say first
    await import(pathToFileURL(fs.statSync(place).isDirectory() ? adopt(place) : place).href)
  } catch (error) {
    process.stderr.write(`${error.stack}\n`)
    app.exit(1)
  }
}

/** Takes name, version and user data folder from the app's package.json; returns the file that starts it. */
function adopt(folder) {
  const facts = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  if (facts.version) app.setVersion(facts.version)
  app.name = facts.productName || facts.name || app.name
  app.setAppPath(folder)
  app.setPath('userData', path.join(app.getPath('appData'), app.name))
  return path.join(folder, facts.main || 'index.js')
}
