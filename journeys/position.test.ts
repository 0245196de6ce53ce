import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

suite('the debt as a whole', () => {
  const open = withBrowser()

  test('is looked at from the sum down to an account', async () => {
    const page = await signedIn(open, 'team leader', 'Aldermere')
    await goTo(page, 'Debt position')
    await page.getByText('It adds up to the ledger to the penny').waitFor()
    await looksRight(page, 'position')

    const rows = page.getByRole('table', { name: 'By debt type' })
    await rows.getByRole('link', { name: 'Council tax', exact: true }).click()
    await page.getByText('Only council tax.').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'collectability', exact: true }).click()
    await page.getByRole('table', { name: 'By collectability' }).waitFor()
    await looksRight(page, 'position-narrowed')

    const pursued = page.getByRole('link', { name: /accounts: can be pursued$/ })
    const many = Number((await pursued.innerText()).replace(/\D/g, ''))
    await pursued.click()
    await page.getByRole('heading', { name: 'Accounts behind the position' }).waitFor()
    await page.waitForLoadState()
    await page.getByText(new RegExp(`There were ${many} on the night of`)).waitFor()
    const said = await page.getByText(/There are \d+ now/).innerText()
    const now = Number(/There are (\d+) now/.exec(said)?.[1])
    assert(now > 0)
    const listed = await page.getByRole('table', { name: 'Accounts' }).locator('tbody tr').count()
    assert.equal(listed, Math.min(now, 50), 'the number is that of the accounts behind it')
    await looksRight(page, 'position-accounts')
    await page
      .getByRole('table', { name: 'Accounts' })
      .locator('tbody tr')
      .first()
      .getByRole('link')
      .nth(1)
      .click()
    await page.getByText('What the balance is made of').waitFor()
  })

  test('why people fall behind is shown for days that exist, and never in small numbers', async () => {
    const page = await signedIn(open, 'team leader', 'Aldermere')
    await page.goto('/position')
    await page.getByRole('link', { name: 'Why people fall behind' }).click()
    await page.getByText('Numbers so small are not shown').waitFor()
    await page.getByLabel('From').fill('31/2/2026')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('alert').getByText('The day must be a real date').waitFor()
    assert.equal(await page.getByLabel('From').inputValue(), '31/2/2026')
    await looksRight(page, 'causes-with-error')
  })

  test('is a team leader’s to look at, and a phone officer is not led there', async () => {
    const page = await signedIn(open, 'phone officer', 'Aldermere')
    assert.equal(await page.locator('a[href="/position"]').count(), 0)
    const answer = await page.goto('/position')
    assert.equal(answer?.status(), 403)
  })
})
