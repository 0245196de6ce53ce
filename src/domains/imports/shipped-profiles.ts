import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { type Profile, readProfile } from './profile.ts'

const folder = new URL('./profiles/', import.meta.url)

/** The names of the profiles that come with Evenhand, in order. */
export const shippedProfileNames = (): readonly string[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -'.json'.length))
    .sort()

/** The text of a profile that comes with Evenhand: an example to copy from. Undefined when there is none by that name. */
export const shippedProfileText = (name: string): string | undefined =>
  shippedProfileNames().includes(name)
    ? readFileSync(new URL(`${name}.json`, folder), 'utf8')
    : undefined

/** A profile that comes with Evenhand, by its name. */
export function shippedProfile(name: string): Profile | undefined {
  const text = shippedProfileText(name)
  if (text === undefined) return undefined
  const read = readProfile(text)
  assert(read.ok, `the shipped profile ${name} is valid`)
  return read.value
}
