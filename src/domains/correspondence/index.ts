export {
  type Letter,
  LetterRefused,
  lettersTo,
  type NewLetter,
  openLetter,
  writeLetter,
} from './letters.ts'
export type { LetterFacts, Template } from './letter.ts'
export { correspondenceRoutes } from './routes.ts'
export { templates } from './templates.ts'
export { typesetLetter, type TypesetLetter } from './typeset.ts'
