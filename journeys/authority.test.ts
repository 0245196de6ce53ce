import assert from 'node:assert/strict'
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
    await page.getByText('May hear everything, and agree to pay', { exact: true }).waitFor()
    await looksRight(page, 'person-with-adviser')

    await page.getByRole('link', { name: /^Add somebody, or end one/ }).click()
    await page.getByLabel('Why does it end?').fill('they rang to take it back')
    await page.getByRole('button', { name: 'End it' }).click()
    await page.getByText('Ended: nothing more may be said to them.').waitFor()
    await page.getByText('Say nothing: it was ended, they rang to take it back').waitFor()
  })

  test('a landlord speaks for one kind of debt only: the person and their other debts say that those may not be discussed', async () => {
    const page = await signedIn(open, 'phone officer', 'Aldermere')
    const people = await page
      .locator('main tbody tr')
      .getByRole('link')
      .evaluateAll(links => links.map(link => link.getAttribute('href')))
    const boxes = page.locator('input[name=debtTypes]')
    for (const person of people) {
      await page.goto(`${person}/authorities`)
      if ((await boxes.count()) > 1) break
    }
    const [covered, other] = await boxes.evaluateAll(all =>
      all.map(box => box.getAttribute('value')),
    )
    assert(covered && other, 'nobody on the list owes two kinds of debt')

    await page.getByLabel('Their name').fill('Jo Marsh')
    await page.getByLabel('What are they?').selectOption('Landlord')
    await page.getByLabel('Hear everything and agree to nothing').check()
    await boxes.first().check()
    await page.getByLabel('What did you see?').fill('Signed form of authority, seen today.')
    await page.getByLabel('Where letters about').fill('2 Court Row\nQX1 2BB')
    await page.getByLabel('Last day').fill('31/12/2030')
    // As from a page that was open before the debt was found to be somebody else’s.
    await boxes.last().evaluate(box => box.setAttribute('value', 'mooring'))
    await boxes.last().check()
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByRole('alert').getByText('They do not owe mooring.').waitFor()
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByRole('alert').getByText('some debts only cannot have the letters').waitFor()
    assert(await boxes.first().isChecked(), 'what was ticked is still ticked')
    await looksRight(page, 'authority-for-some-debts-refused')
    await page.getByLabel('Where letters about').fill('')
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByText(`for ${covered} only: say nothing of other debts`).waitFor()
    await looksRight(page, 'person-with-landlord-for-some-debts')

    const accountOf = (debtType: string) =>
      page.locator('main tbody').getByRole('link', { name: debtType }).first()
    await accountOf(other).click()
    const notOfThis = page.getByText(
      `Say nothing of this debt to Jo Marsh, landlord: they speak for ${covered} only.`,
    )
    await notOfThis.waitFor()
    await looksRight(page, 'debt-not-to-be-discussed')
    await page.goBack()
    await accountOf(covered).click()
    await page.getByText('Explain this balance').waitFor()
    assert.equal(await notOfThis.count(), 0)

    // Whoever records the call with them is told the same.
    await page.goBack()
    const person = new URL(page.url()).pathname
    await page.goto(`${person}/contacts/new`)
    await page.getByText(/^Say nothing of .+ to Jo Marsh/).waitFor()
    await looksRight(page, 'contact-with-landlord-for-some-debts')

    await page.goto(`${person}/authorities`)
    await page.getByLabel('Their name').fill('Sam Pier')
    await page.getByLabel('What are they?').selectOption('Adviser')
    await page.getByLabel('Hear everything and agree to nothing').check()
    const accounts = page.locator('input[name=accounts]')
    const only = await accounts.last().getAttribute('value')
    await accounts.last().check()
    await page.getByLabel('What did you see?').fill('Signed form of authority, for that account.')
    await page.getByLabel('Last day').fill('31/12/2030')
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByText('They may speak for this person as you said.').waitFor()
    await looksRight(page, 'person-with-adviser-for-one-account')
    const links = await page
      .locator('main tbody a[href^="/accounts/"]:not([href$="/why"])')
      .evaluateAll(all => all.map(link => link.getAttribute('href') ?? ''))
    for (const link of links) {
      await page.goto(link)
      await page.getByText('Explain this balance').waitFor()
      const told = await page.getByText('Say nothing of this debt to Sam Pier').count()
      assert.equal(told, link.endsWith(only ?? '') ? 0 : 1, link)
    }
  })
})
