import type { Refusal } from '#values/outcome.ts'

/** Every way this room says no. */
export const registerIsOff: Refusal = {
  code: 'register-is-off',
  says: 'The register of companies is not read by this installation, so nothing was asked. The operator’s guide says how it is turned on.',
}

export const noSuchNumber: Refusal = {
  code: 'no-company-number',
  says: 'None of their records has a company number that the register could be asked about. Nothing was asked.',
}
