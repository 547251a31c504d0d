// Owns `npm run check`: format, lint with types, types of every layer, unused code. One line each, details only on failure.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type CommandResult, runCommand } from './command.ts'
import { repositoryRoot } from './repository.ts'

export interface CheckResult {
  name: string
  ok: boolean
  seconds: number
}

const CHECKS: readonly { name: string; tool: string; args: readonly string[]; fix: string }[] = [
  { name: 'format', tool: 'oxfmt/bin/oxfmt', args: ['--check'], fix: '`npm run format` puts it right' },
  { name: 'lint and layers', tool: 'oxlint/bin/oxlint', args: [], fix: 'see .oxlintrc.json for the rules' },
  { name: 'types', tool: 'typescript/bin/tsc', args: ['-b', '--force'], fix: 'every layer has its own tsconfig.json' },
  { name: 'unused code', tool: 'knip/bin/knip.js', args: ['--no-config-hints'], fix: 'delete what nothing uses' },
]

/** Runs every check and prints a line for each; output of a tool is shown only when it refuses. */
export async function runChecks(): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const check of CHECKS) {
    const startedAtMs = performance.now()
    const tool = path.join(repositoryRoot, 'node_modules', check.tool)
    const result: CommandResult = await runCommand(process.execPath, [tool, ...check.args], { cwd: repositoryRoot })
    const seconds = (performance.now() - startedAtMs) / 1000
    const ok = result.code === 0
    if (!ok) process.stdout.write(`${result.output.trimEnd()}\n`)
    process.stdout.write(`${ok ? '✓' : '✗'} ${check.name} (${seconds.toFixed(1)} s)${ok ? '' : `: ${check.fix}`}\n`)
    results.push({ name: check.name, ok, seconds })
  }
  return results
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const results = await runChecks()
  process.exitCode = results.every((result) => result.ok) ? 0 : 1
}
