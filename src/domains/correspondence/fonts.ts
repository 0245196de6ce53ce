import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const face = (file: string): Buffer =>
  readFileSync(require.resolve(`@expo-google-fonts/atkinson-hyperlegible/${file}.ttf`))

/** The letters' font, named in letter.typ. It has no ŵ or ŷ, so letters to many Welsh names wait for a person. */
export const faces = [
  face('400Regular/AtkinsonHyperlegible_400Regular'),
  face('700Bold/AtkinsonHyperlegible_700Bold'),
]
