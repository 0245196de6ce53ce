import { readable } from './characters.ts'

export type Narrative = {
  readonly counterparty: string
  readonly references: readonly string[]
  readonly remittance: string
}

/** Lines of a narrative as one: the format breaks them at 65 characters, in the middle of a word. */
const joined = (text: readonly string[]): string =>
  text.reduce(
    (whole, line) => whole + (whole.length % 65 === 0 || whole === '' ? '' : ' ') + line,
    '',
  )

/**
 * The information to the account owner (:86:), which each bank writes in its own way: in numbered parts (`?20…?29` what it
 * is for, `?32?33` who), in named parts (`/EREF/…/NAME/…/REMI/…`), or as plain text.
 */
export function readNarrative(text: readonly string[]): Narrative {
  const unbroken = text.join('')
  if (/^\s*\d{3}\?\d{2}|^\s*\?\d{2}|\?00/.test(unbroken)) return numbered(unbroken)
  if (/^\s*\/[A-Z]{2,8}\//.test(unbroken)) return named(unbroken)
  return { counterparty: '', references: [], remittance: readable(joined(text)) }
}

function numbered(text: string): Narrative {
  const parts = [...text.matchAll(/\?(\d{2})((?:(?!\?\d{2}).)*)/gs)].map(
    ([, number = '', value = '']) => ({ number: Number(number), value }),
  )
  const of = (isWanted: (number: number) => boolean, between: string) =>
    parts
      .filter(({ number }) => isWanted(number))
      .map(({ value }) => value)
      .join(between)
  const purpose = of(number => (number >= 20 && number <= 29) || (number >= 60 && number <= 63), '')
  const reference = /EREF\+(.*?)(?=(?:KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE)\+|$)/.exec(purpose)?.[1]
  const said = /SVWZ\+(.*?)(?=(?:EREF|KREF|MREF|CRED|DEBT|ABWA|ABWE)\+|$)/.exec(purpose)?.[1]
  return {
    counterparty: readable(of(number => number === 32 || number === 33, '')),
    references: reference?.trim() ? [reference.trim()] : [],
    remittance: readable(said ?? purpose),
  }
}

function named(text: string): Narrative {
  const value = (name: string) =>
    new RegExp(`/${name}/+(.*?)(?=/[A-Z]{4}/|$)`)
      .exec(text)?.[1]
      ?.replaceAll(/^\/+|\/+$/g, '')
      .trim()
  const reference = value('EREF')
  return {
    counterparty: readable(value('NAME') ?? ''),
    references: reference ? [reference] : [],
    remittance: readable(value('REMI') || text),
  }
}
