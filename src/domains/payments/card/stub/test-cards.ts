/**
 * The test cards that GOV.UK Pay documents, and what each does. They are nobody's.
 * Source: https://docs.payments.service.gov.uk/testing_govuk_pay/
 */
export const testCards: Readonly<Record<string, 'success' | 'declined' | 'error'>> = {
  '4444333322221111': 'success',
  '4242424242424242': 'success',
  '4000056655665556': 'success',
  '4988080000000000': 'success',
  '4000160000000004': 'success',
  '4000000000000002': 'declined',
  '4000000000000069': 'declined',
  '4000000000000127': 'declined',
  '4000000000000119': 'error',
}

/** What a number that somebody typed would do; undefined for any other number, which is never looked at again. */
export const cardCalled = (typed: string): 'success' | 'declined' | 'error' | undefined => {
  const plain = typed.replaceAll(/[ -]/g, '')
  return Object.hasOwn(testCards, plain) ? testCards[plain] : undefined
}
