export { type Letter, lettersTo, type NewLetter, writeLetter } from './letters.ts'
export { correspondenceRoutes } from './routes.ts'
export { type LetterFacts, type Template, templates } from './templates.ts'
export { typesetLetter, type TypesetLetter } from './typeset.ts'
