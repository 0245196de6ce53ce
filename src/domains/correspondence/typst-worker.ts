// Letters are typeset on their own thread: a compiler that is busy must not stop the web server.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { initSync } from '@myriaddreamin/typst-ts-web-compiler'
import { createTypstCompiler } from '@myriaddreamin/typst.ts/compiler'
import { loadFonts } from '@myriaddreamin/typst.ts/options.init'
import { faces } from './fonts.ts'

/** What to typeset: which sheet, its words as JSON, and the files it shows: `/letter-0.pdf`, `/letter-1.pdf` … */
export type ToTypeset = {
  readonly sheet: 'letter' | 'pack'
  readonly words: string
  readonly letters: readonly Uint8Array[]
}

export type Typeset =
  | { readonly ok: true; readonly pdf: Uint8Array; readonly pages: number }
  | { readonly ok: false; readonly problem: string }

const port = parentPort
if (!port) throw new Error('this file is a worker')

initSync({ module: workerData })
const compiler = createTypstCompiler()
await compiler.init({
  beforeBuild: [
    loadFonts(
      faces.map(face => new Uint8Array(face)),
      { assets: false },
    ),
  ],
})
for (const sheet of ['letter', 'pack'])
  compiler.addSource(
    `/${sheet}.typ`,
    readFileSync(join(import.meta.dirname, `${sheet}.typ`), 'utf8'),
  )

// Everything that came from a file or a person arrives as an input: it can never become markup.
const typeset = ({ sheet, words }: ToTypeset): Promise<Typeset> =>
  compiler.runWithWorld(
    { mainFilePath: `/${sheet}.typ`, inputs: { [sheet]: words } },
    async world => {
      const { result, diagnostics } = await world.pdf({ diagnostics: 'full' })
      if (!result) {
        const problem = (diagnostics ?? []).map(({ message }) => message).join('; ')
        return { ok: false, problem: problem || 'the compiler gave no reason' }
      }
      // Typst writes each page as an object of its own, outside the compressed streams.
      const pages =
        Buffer.from(result)
          .toString('latin1')
          .match(/\/Type\s*\/Page\b/g)?.length ?? 0
      return { ok: true, pdf: result, pages }
    },
  )

async function typesetWith(asked: ToTypeset): Promise<Typeset> {
  const files = asked.letters.map((pdf, n) => ({ path: `/letter-${n}.pdf`, pdf }))
  for (const { path, pdf } of files) compiler.mapShadow(path, pdf)
  const made = await typeset(asked)
  for (const { path } of files) compiler.unmapShadow(path)
  return made
}

// A fault is left to end the thread: a compiler that has failed once is not to be trusted with the next letter.
port.on('message', (asked: ToTypeset) => {
  void typesetWith(asked).then(typeset => port.postMessage(typeset))
})
