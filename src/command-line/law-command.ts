import { createInterface } from 'node:readline'
import { ask, written } from '#law/calculation.ts'
import { families, familyNamed } from '#law/families.ts'
import { type Command, word, WrongUsage } from './command.ts'

type Line = { readonly id: unknown; readonly output?: unknown; readonly error?: string }

export const lawCommand: Command = {
  name: 'law',
  usage: 'law <family>',
  does: 'Works out statutory figures and dates: reads {"id","input"} a line, writes {"id","output"} or {"id","error"} a line. Without a family it lists them.',
  run: async asked => {
    if (asked.words.length === 0)
      return {
        data: families.map(({ name, title, about }) => ({ name, title, about })),
        words: families.map(({ name, title }) => `${name}  ${title}`).join('\n'),
      }
    const name = word(asked, 0, 'which family of calculations')
    const family = familyNamed(name)
    if (!family) throw new WrongUsage(`There is no family “${name}”. evenhand law lists them.`)
    // A line is answered as it is read, so any number can be piped through.
    for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      if (text.trim() !== '') asked.say(JSON.stringify(answerTo(text, input => ask(family, input))))
    }
    return { data: undefined, words: '' }
  },
}

function answerTo(text: string, asking: (input: unknown) => ReturnType<typeof ask>): Line {
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch {
    return { id: null, error: 'This line is not JSON: write {"id": …, "input": {…}} on one line.' }
  }
  if (typeof line !== 'object' || line === null || Array.isArray(line))
    return { id: null, error: 'A line is an object with an id and an input.' }
  const { id = null, input } = line as { id?: unknown; input?: unknown }
  const outcome = asking(input)
  return outcome.ok
    ? { id, output: written(outcome.value.answer) }
    : { id, error: outcome.refusal.says }
}
