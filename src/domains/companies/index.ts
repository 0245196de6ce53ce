/** Companies: what the register of companies says of businesses that owe. */
export { companiesHouse, type Register, type RegisterSettings } from './client.ts'
export { type CompanyEvent, companyEvents } from './history.ts'
export { askForCompanies, companyJobs } from './jobs.ts'
export { holdAsRegistered } from './keep.ts'
export { companyLine } from './pages/company-line.ts'
export { companiesOf, type KnownCompany, readingsOf } from './queries.ts'
export { companiesRoutes } from './routes.ts'
export { setUpTrainingCompanies } from './training.ts'
