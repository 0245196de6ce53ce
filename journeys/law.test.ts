import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('the law room', () => {
  const open = withBrowser()

  test('an officer works out an attachment, with the working to quote', async () => {
    const page = await signedIn(open, 'local-taxation officer', 'Aldermere')
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await page.getByRole('heading', { name: 'Law', exact: true }).waitFor()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Council tax attachment of earnings in England' })
      .getByRole('link', { name: 'One pay-day' })
      .click()
    await page.getByLabel('Day the order was made').fill('30/2/2026')
    await page.getByLabel('How the pay comes').selectOption('Weekly')
    await page.getByLabel('Net earnings').fill('£505.01')
    await page.getByRole('button', { name: 'Work it out' }).click()
    await page.getByRole('alert').getByText('a day that exists').waitFor()
    assert.equal(await page.getByLabel('Net earnings').inputValue(), '£505.01')
    await looksRight(page, 'calculator-with-error')

    await page.getByLabel('Day the order was made').fill('1/6/2025')
    await page.getByRole('button', { name: 'Work it out' }).click()
    await page.getByRole('heading', { name: 'Answer' }).waitFor()
    await page.getByText('£85.85', { exact: true }).waitFor()
    assert.match(await page.getByLabel('To quote').inputValue(), /17%.*\nLaw: .*SI 2006\/3395/s)
    assert.equal(new URL(page.url()).search, '', 'nobody’s pay is in the address')
    await looksRight(page, 'calculator')
  })

  test('what is not known is refused with a sentence, and nothing is guessed', async () => {
    const page = await signedIn(open, 'local-taxation officer', 'Aldermere')
    await page.goto('/law/calculators/aeo_council_tax_wales/pay-day')
    await page.getByLabel('Day the order was made').fill('1/6/2025')
    await page.getByLabel('How the pay comes').selectOption('Daily')
    await page.getByLabel('Net earnings').fill('40')
    await page.getByRole('button', { name: 'Work it out' }).click()
    await page.getByRole('heading', { name: 'This cannot be worked out' }).waitFor()
    await page.getByText(/more than £16 a day are not known/).waitFor()
    await looksRight(page, 'calculator-refused')
  })

  test('a change in the law is read by an officer, and a team leader sees who has not', async () => {
    const officer = await signedIn(open, 'phone officer', 'Aldermere')
    const left = officer.getByRole('link', { name: /in the law to read/ })
    const before = Number.parseInt(await left.innerText(), 10)
    assert(before > 0, 'something changed within the year')
    await left.click()
    await looksRight(officer, 'law-changes')
    await officer.getByRole('button', { name: 'I have read this' }).first().click()
    await officer.getByText('Recorded: you have read it.').waitFor()
    const after = officer.getByRole('button', { name: 'I have read this' })
    assert.equal(await after.count(), before - 1)

    const leader = await signedIn(open, 'team leader', 'Aldermere')
    await leader.goto('/law/changes')
    await leader.getByText('Who has read them').waitFor()
    await leader
      .getByRole('cell', { name: /^1 of / })
      .first()
      .waitFor()
    await looksRight(leader, 'law-readers')
  })
})
