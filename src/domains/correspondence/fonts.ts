import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const face = (file: string): Buffer =>
  readFileSync(require.resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${file}.ttf`))

/** The letters' font, named in letter.typ. It has every letter of Welsh, ŵ and ŷ among them. */
export const faces = [
  face('400Regular/AtkinsonHyperlegibleNext_400Regular'),
  face('700Bold/AtkinsonHyperlegibleNext_700Bold'),
]
