/** Correspondence: what letters say, the letters that went, and the outbox where they can be read. */
export type { LetterFacts, Template } from './letter.ts'
export { type Letter, letterFiles, lettersTo, openLetter } from './queries.ts'
export { correspondenceRoutes } from './routes.ts'
export { templates } from './templates.ts'
export { typesetLetter, type TypesetLetter } from './typeset.ts'
export { type Pack, type PackPart, typesetPack } from './typeset-pack.ts'
export { LetterRefused, type NewLetter, writeLetter } from './write-letter.ts'
