// Letters are typeset on their own thread: a compiler that is busy must not stop the web server.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { initSync } from '@myriaddreamin/typst-ts-web-compiler'
import { createTypstCompiler } from '@myriaddreamin/typst.ts/compiler'
import { loadFonts } from '@myriaddreamin/typst.ts/options.init'
import { faces } from './fonts.ts'

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
compiler.addSource('/letter.typ', readFileSync(join(import.meta.dirname, 'letter.typ'), 'utf8'))

// Everything that came from a file or a person arrives as an input: it can never become markup.
const typeset = (letter: string): Promise<Typeset> =>
  compiler.runWithWorld({ mainFilePath: '/letter.typ', inputs: { letter } }, async world => {
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
  })

// A fault is left to end the thread: a compiler that has failed once is not to be trusted with the next letter.
port.on('message', (letter: string) => {
  void typeset(letter).then(typeset => port.postMessage(typeset))
})
