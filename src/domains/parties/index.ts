export { takeIn, type TakeIn } from './take-in.ts'
