export { makeWork } from './make-work.ts'
export { takePosition } from './position/position.ts'
export { contactsWith } from './contact.ts'
export { caseworkRoutes } from './routes.ts'
