// Letters are typeset on their own thread: a compiler that is busy must not stop the web server.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { createTypstCompiler, loadFonts } from '@myriaddreamin/typst.ts'

const require = createRequire(import.meta.url)
const font = (face: string) =>
  new Uint8Array(readFileSync(require.resolve(`@expo-google-fonts/atkinson-hyperlegible/${face}`)))

export type ToTypeset = { readonly id: number; readonly source: string; readonly data: string }
export type Typeset =
  | { readonly id: number; readonly ok: true; readonly pdf: Uint8Array; readonly pages: number }
  | { readonly id: number; readonly ok: false; readonly problem: string }

/** The compiler's memory grows letter by letter (stack.md §8), so it is thrown away and made again after so many. */
const lettersPerCompiler = 300

const port = parentPort
if (!port) throw new Error('this file is a worker')

const wasm = readFileSync(require.resolve('@myriaddreamin/typst-ts-web-compiler/wasm'))
const fonts = [
  font('400Regular/AtkinsonHyperlegible_400Regular.ttf'),
  font('700Bold/AtkinsonHyperlegible_700Bold.ttf'),
]

async function newCompiler() {
  const compiler = createTypstCompiler()
  await compiler.init({
    getModule: () => wasm,
    beforeBuild: [loadFonts(fonts, { assets: false })],
  })
  return compiler
}

let compiler = await newCompiler()
let letters = 0

async function typeset({ id, source, data }: ToTypeset): Promise<Typeset> {
  if (letters++ >= lettersPerCompiler) {
    compiler = await newCompiler()
    letters = 1
  }
  compiler.addSource('/letter.typ', source)
  const { result, diagnostics } = await compiler.compile({
    mainFilePath: '/letter.typ',
    format: 1,
    // Everything that came from a file or a person arrives as data: it can never become markup.
    inputs: { data },
    diagnostics: 'full',
  })
  if (!result) {
    const problem = (diagnostics ?? []).map(found => found.message).join('; ')
    return { id, ok: false, problem: problem || 'the letter could not be typeset' }
  }
  const pages =
    Buffer.from(result)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b/g)?.length ?? 0
  return { id, ok: true, pdf: result, pages }
}

port.on('message', (asked: ToTypeset) => {
  typeset(asked).then(
    typeset => port.postMessage(typeset),
    (fault: unknown) =>
      port.postMessage({ id: asked.id, ok: false, problem: String(fault) } satisfies Typeset),
  )
})
