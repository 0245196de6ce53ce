import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { ToTypeset, Typeset } from './typst-worker.ts'

/** The compiler never gives memory back (about 0.9 MB a letter), so its thread is replaced after so many. */
const lettersAThread = 50

// Every runtime has it; only a browser's types tell of it.
declare const WebAssembly: { readonly compile: (bytes: Uint8Array) => Promise<CompilerCode> }
type CompilerCode = object

/** The compiler's code, made ready for this machine once: a new thread begins where the last one left off. */
let code: CompilerCode | undefined
const compile = async (): Promise<CompilerCode> =>
  WebAssembly.compile(
    await readFile(
      createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-web-compiler/wasm'),
    ),
  )

let current: { readonly thread: Worker; letters: number } | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Typesets the data of one letter, or of a pack of them. They take their turn: however many are asked for at once, there is one thread. It
 * starts with the first letter and keeps no process alive by itself.
 */
export const typeset = (asked: ToTypeset): Promise<Typeset> => {
  const mine = last.then(() => typesetNext(asked))
  last = mine.catch(() => undefined)
  return mine
}

async function typesetNext(asked: ToTypeset): Promise<Typeset> {
  const mine = (current ??= { thread: start((code ??= await compile())), letters: 0 })
  mine.letters += 1 + asked.letters.length
  try {
    return await ask(mine.thread, asked)
  } finally {
    mine.thread.unref()
    if (mine.letters >= lettersAThread) await mine.thread.terminate()
  }
}

function start(workerData: CompilerCode): Worker {
  const thread = new Worker(new URL('./typst-worker.ts', import.meta.url), { workerData })
  const gone = (): void => {
    if (current?.thread === thread) current = undefined
  }
  return thread.on('error', gone).on('exit', gone)
}

const ask = (thread: Worker, asked: ToTypeset): Promise<Typeset> =>
  new Promise<Typeset>((resolve, reject) => {
    const done = (typeset?: Typeset): void => {
      thread.off('message', done).off('error', lost).off('exit', lost)
      if (typeset) resolve(typeset)
      else reject(new Error('The typesetter stopped. Nothing was written; it is tried again.'))
    }
    const lost = (): void => done()
    thread.on('message', done).on('error', lost).on('exit', lost)
    thread.ref()
    thread.postMessage(asked)
  })
