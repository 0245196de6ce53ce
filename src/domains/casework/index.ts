export { makeWork } from './make-work.ts'
export { contactsWith } from './contact.ts'
export { caseworkRoutes } from './routes.ts'
