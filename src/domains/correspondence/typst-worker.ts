// Letters are typeset on their own thread: a compiler that is busy must not stop the web server.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { initSync } from '@myriaddreamin/typst-ts-web-compiler'
import { createTypstCompiler } from '@myriaddreamin/typst.ts/compiler'
import { loadFonts } from '@myriaddreamin/typst.ts/options.init'
import { faces } from './fonts.ts'

export type ToTypeset = { readonly id: number; readonly letter: string }
export type Typeset =
  | { readonly id: number; readonly ok: true; readonly pdf: Uint8Array; readonly pages: number }
  | { readonly id: number; readonly ok: false; readonly problem: string }

const port = parentPort
if (!port) throw new Error('this file is a worker')

const require = createRequire(import.meta.url)
initSync({ module: readFileSync(require.resolve('@myriaddreamin/typst-ts-web-compiler/wasm')) })
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
const typeset = ({ id, letter }: ToTypeset): Promise<Typeset> =>
  compiler.runWithWorld({ mainFilePath: '/letter.typ', inputs: { letter } }, async world => {
    const { result, diagnostics } = await world.pdf({ diagnostics: 'full' })
    if (!result) {
      const problem = (diagnostics ?? []).map(({ message }) => message).join('; ')
      return { id, ok: false, problem: problem || 'the compiler gave no reason' }
    }
    // Typst writes each page as an object of its own, outside the compressed streams.
    const pages =
      Buffer.from(result)
        .toString('latin1')
        .match(/\/Type\s*\/Page\b/g)?.length ?? 0
    return { id, ok: true, pdf: result, pages }
  })

port.on('message', (asked: ToTypeset) => {
  typeset(asked).then(
    typeset => port.postMessage(typeset),
    (fault: unknown) =>
      port.postMessage({ id: asked.id, ok: false, problem: String(fault) } satisfies Typeset),
  )
})
