import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import { commands } from './command-line/commands.ts'
import { lastingCommands } from './command-line/lasting-commands.ts'

const pages = await Array.fromAsync(
  glob('**/*.md', { exclude: name => name === 'node_modules' || name.startsWith('data') }),
)
const texts = await Promise.all(
  pages.map(async page => [page, await readFile(page, 'utf8')] as const),
)
const known = new Set([...commands, ...lastingCommands].map(({ name }) => name))

/** What somebody is told to type: `evenhand why …` in a line of code or a block of it. */
const commandsIn = (text: string): readonly string[] =>
  [...text.matchAll(/```.*?```|`[^`\n]+`/gs)].flatMap(([code]) =>
    // In SQL it is the name of a role and of a database.
    code.startsWith('```sql')
      ? []
      : [...code.matchAll(/(?:^|[`;\s])evenhand ([a-z][a-z-]*)/gm)].map(([, name = '']) => name),
  )

suite('documentation', () => {
  test('there is a README, a guide for officers and one for operators', () => {
    for (const page of ['README.md', 'docs/officers-guide.md', 'docs/operators-guide.md'])
      assert(pages.includes(page), page)
  })

  test('every link to a file leads to one', () => {
    for (const [page, text] of texts) {
      for (const [, to = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:|^#/.test(to)) continue
        const [path = ''] = to.split('#')
        assert(existsSync(join(dirname(page), path)), `${page} links to ${to}, which is not there`)
      }
    }
  })

  test('every command that a page names exists', () => {
    assert.deepEqual(commandsIn('`npx evenhand why x`, and ```\na; evenhand nosuch\n```'), [
      'why',
      'nosuch',
    ])
    const named = texts.flatMap(([page, text]) => commandsIn(text).map(name => ({ page, name })))
    assert(named.length > 20, 'commands are found')
    for (const { page, name } of named)
      assert(known.has(name), `${page} names evenhand ${name}, which is no command`)
  })

  test('every npm command that a page names is a script', async () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      await readFile('package.json', 'utf8'),
    )
    for (const [page, text] of texts) {
      for (const [, run, name = ''] of text.matchAll(/\bnpm (run )?(start|test|(?<=run )[\w-]+)/g))
        assert(name in scripts, `${page} names npm ${run ?? ''}${name}`)
    }
    const readme = await readFile('README.md', 'utf8')
    for (const command of ['npm start', 'npm test']) assert(readme.includes(`\n${command} `))
  })
})
