import { calendarRoutes } from './calendar-routes.ts'
import { mandateRoutes } from './mandate-routes.ts'
import { reportRoutes } from './report-routes.ts'

export const directDebitRoutes = [...calendarRoutes, ...mandateRoutes, ...reportRoutes]
