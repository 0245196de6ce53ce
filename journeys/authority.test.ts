import { suite, test } from 'node:test'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('somebody who speaks for a person', () => {
  const open = withBrowser()

  test('an adviser rings: the officer searches, sees what may be said, and what may not once it has ended', async () => {
    const page = await signedIn(open, 'phone officer', 'Aldermere')
    const first = page.locator('main tbody tr').nth(6).getByRole('link').first()
    const who = await first.innerText()
    await page.keyboard.press('Control+k')
    await page.getByRole('heading', { name: 'Search' }).waitFor()
    await page.getByRole('searchbox').or(page.locator('input[name=q]')).first().fill(who)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.locator('main').getByRole('link', { name: who, exact: true }).first().click()
    await page.getByRole('link', { name: /^Nobody speaks for them/ }).click()

    await page.getByLabel('Their name').fill('Morgan Lee')
    await page.getByLabel('Who they work for').fill('Aldermere Advice')
    await page.getByLabel('What are they?').selectOption('Adviser')
    await page.getByLabel('Hear everything and agree to pay').check()
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByRole('alert').getByText('Say what you saw').waitFor()
    await page.getByLabel('What did you see?').fill('Signed form of authority, seen today.')
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByRole('alert').getByText('needs a last day').waitFor()
    await looksRight(page, 'authority-refused')
    await page.getByLabel('Last day').fill('31/12/2030')
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByText('They may speak for this person as you said.').waitFor()
    await page.getByText('May hear everything, and agree to pay').waitFor()
    await looksRight(page, 'person-with-adviser')

    await page.getByRole('link', { name: /^Add somebody, or end one/ }).click()
    await page.getByLabel('Why does it end?').fill('they rang to take it back')
    await page.getByRole('button', { name: 'End it' }).click()
    await page.getByText('Ended: nothing more may be said to them.').waitFor()
    await page.getByText('Say nothing: it was ended, they rang to take it back').waitFor()
  })
})
