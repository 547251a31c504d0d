// Owns how a key is shown: always the one that is bound now.
import type { ActionId } from '#contract/actions.ts'
import { type Bindings, createBindings, isMac } from '#renderer/keys/bindings.ts'
import { isSingleKey, keyLabels, normalizeSpec } from '#renderer/keys/chords.ts'
import { useSettings } from '#renderer/state/settings.ts'
import style from './pieces.module.css'

type OwnKeys = Parameters<typeof createBindings>[0]

/** Every key that is shown asks for them, so they are made once for the keys of the settings. */
const made = new WeakMap<OwnKeys, Bindings>()

export function useBindings(): Bindings {
  const keys = useSettings(({ settings }) => settings.keys)
  const known = made.get(keys)
  if (known) return known
  const bindings = createBindings(keys)
  made.set(keys, bindings)
  return bindings
}

/** The labels of an action's key, e.g. ["g", "t"]; empty when it has none that acts. */
export function useKeyLabels(id: ActionId): string[] {
  const hasSingleKeys = useSettings(({ settings }) => settings.singleKeys)
  const spec = useBindings()
    .specs(id)
    .find((one) => hasSingleKeys || !isSingleKey(normalizeSpec(one, isMac)))
  return spec === undefined ? [] : keyLabels(spec, isMac)
}

/** `silent`: beside words that are the name of what it does. */
export function Key({ action, silent = false }: { action: ActionId; silent?: boolean }) {
  const labels = useKeyLabels(action)
  return labels.map((label, index) => (
    <kbd key={index} className={style.kbd} aria-hidden={silent || undefined}>
      {label}
    </kbd>
  ))
}

export function Keys({ spec, silent = false }: { spec: string; silent?: boolean }) {
  return keyLabels(spec, isMac).map((label, index) => (
    <kbd key={index} className={style.kbd} aria-hidden={silent || undefined}>
      {label}
    </kbd>
  ))
}
