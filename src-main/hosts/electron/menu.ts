// Owns the native menus, made from the table of actions: what is chosen there is sent to the window by its id.
import type { MenuItemConstructorOptions } from 'electron'
import { type ActionId, actionList, isActionId } from '#contract/actions.ts'

type Group = ReturnType<typeof actionList>[number]['group']

/** The menus in which the groups of the table appear. */
const MENUS: readonly { label: string; groups: readonly Group[] }[] = [
  { label: 'Paper', groups: ['Decide', 'Paper', 'Reading list'] },
  { label: 'Go', groups: ['Go to', 'Move'] },
  { label: 'Reader', groups: ['Reader'] },
  { label: 'Caret', groups: ['Caret'] },
  { label: 'Text', groups: ['Text'] },
  { label: 'Library', groups: ['Library', 'Journal'] },
]

export interface MenuOptions {
  platform: NodeJS.Platform
  /** Action id → key that replaces the default; `''` switches it off. */
  keys: Readonly<Record<string, string>>
  perform: (id: ActionId) => void
  /** Development only. */
  developer: boolean
}

/**
 * The template of the whole menu bar. Keys are shown but never bound here: the window decides what a key means where
 * the reader is (in a note `z` is a letter, and Ctrl+Z is the note's own undo). macOS binds what it shows, so there
 * they are not shown.
 */
export function menuTemplate({ platform, keys, perform, developer }: MenuOptions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const items = (groups: readonly Group[]): MenuItemConstructorOptions[] =>
    groups.flatMap((group, index) => [
      ...(index === 0 ? [] : [{ type: 'separator' as const }]),
      ...actionList()
        .filter((action) => action.group === group)
        .map((action) => actionItem(action.id, action.title, mac ? '' : (keys[action.id] ?? action.keys[0] ?? ''), perform)),
    ])
  const appMenu: MenuItemConstructorOptions = {
    label: 'Dogear',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      actionItem('settings.open', 'Settings…', '', perform),
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
  return [
    ...(mac
      ? [appMenu]
      : [
          {
            label: 'File',
            submenu: [
              actionItem('settings.open', 'Settings…', keys['settings.open'] ?? 'Mod+,', perform),
              { type: 'separator' as const },
              { role: 'quit' as const },
            ],
          },
        ]),
    { label: 'Edit', submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll', ...unbound }] },
    ...MENUS.map(({ label, groups }) => ({ label, submenu: items(groups) })),
    {
      label: 'Window',
      submenu: [
        ...items(['Window']),
        { type: 'separator' },
        { role: 'minimize' },
        { role: 'togglefullscreen' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        ...(developer ? [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
  ]
}

const unbound = { registerAccelerator: false }

function actionItem(id: ActionId, title: string, key: string, perform: MenuOptions['perform']): MenuItemConstructorOptions {
  const accelerator = acceleratorFor(key)
  return {
    id,
    label: title,
    ...(accelerator === undefined ? {} : { accelerator, ...unbound }),
    click: () => {
      if (isActionId(id)) perform(id)
    },
  }
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  Control: 'Control',
  Shift: 'Shift',
  Alt: 'Alt',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Escape: 'Escape',
  Enter: 'Return',
  Space: 'Space',
  Home: 'Home',
  End: 'End',
  Delete: 'Delete',
}

/** Electron's name of a key of `actions.ts`; undefined for a sequence or none, which menus can't show. */
export function acceleratorFor(key: string): string | undefined {
  if (key === '' || key.includes(' ')) return undefined
  const parts = key.split('+')
  const names = parts.map((part) => KEY_NAMES[part] ?? (/^[\w[\]\\/?,.;'=-]$/.test(part) ? part.toUpperCase() : undefined))
  return names.every((name) => name !== undefined) ? names.join('+') : undefined
}
