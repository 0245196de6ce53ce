/** Charges: costs, interest and compensation as parts of a debt of their own. */
export { addCharge, type AddCharge } from './add-charge.ts'
export { type Component, componentsOn } from './component.ts'
export { keepCharges } from './night.ts'
export { type PartOfDebt, partsOfDebt } from './parts.ts'
export { partsTable } from './pages/parts.ts'
export { chargesRoutes } from './routes.ts'
export { takeOffCosts } from './take-off.ts'
export { setUpTrainingCharges } from './training.ts'
