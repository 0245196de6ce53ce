import { Worker } from 'node:worker_threads'
import type { ToTypeset, Typeset } from './typst-worker.ts'

/** The compiler never gives memory back (about 0.7 MB a letter), so its thread is replaced after so many. */
const lettersAThread = 300

type Typesetter = {
  readonly thread: Worker
  readonly waiting: Map<number, { resolve(typeset: Typeset): void; reject(fault: Error): void }>
  asked: number
}

let current: Typesetter | undefined
let lastId = 0

/** Typesets the data of one letter. The compiler starts with the first and keeps no process alive by itself. */
export const typeset = (letter: string): Promise<Typeset> =>
  new Promise((resolve, reject) => {
    if (!current || current.asked >= lettersAThread) current = start()
    const { thread, waiting } = current
    current.asked += 1
    const id = ++lastId
    waiting.set(id, { resolve, reject })
    thread.ref()
    thread.postMessage({ id, letter } satisfies ToTypeset)
  })

function start(): Typesetter {
  if (current && current.waiting.size === 0) void current.thread.terminate()
  const thread = new Worker(new URL('./typst-worker.ts', import.meta.url))
  const started: Typesetter = { thread, waiting: new Map(), asked: 0 }
  const { waiting } = started
  thread.on('message', (typeset: Typeset) => {
    const asked = waiting.get(typeset.id)
    waiting.delete(typeset.id)
    if (waiting.size === 0) {
      thread.unref()
      if (current !== started) void thread.terminate()
    }
    asked?.resolve(typeset)
  })
  const lost = (): void => {
    if (current === started) current = undefined
    for (const { reject } of waiting.values()) {
      reject(new Error('The typesetter stopped. Nothing was written; it is tried again.'))
    }
    waiting.clear()
  }
  thread.on('error', lost)
  thread.on('exit', lost)
  return started
}
