// Format, lint and types: what can be checked without running the program. `npm run check`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const bin = (name: string) => join(import.meta.dirname, '..', 'node_modules', '.bin', name)
const steps: readonly (readonly [string, string, readonly string[]])[] = [
  ['format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['types', 'tsc', ['-p', '.']],
]
let failed = 0
for (const [name, program, args] of steps) {
  const { status } = spawnSync(bin(program), args, { stdio: 'inherit' })
  console.log(`${status === 0 ? 'fine  ' : 'FAILED'} ${name}`)
  if (status !== 0) failed += 1
}
process.exitCode = failed === 0 ? 0 : 1
