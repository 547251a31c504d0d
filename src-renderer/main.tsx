// Owns the start of the window: the wire, the listeners, the first paint.
import '#contract/no-eval.ts'
import './style/base.css'
import { createRoot } from 'react-dom/client'
import { client } from './app/client.ts'
import { electronWire } from './app/electron-wire.ts'
import { whenLeaving } from './app/leaving.ts'
import { socketWire, wireUrl } from './app/socket-wire.ts'
import { listenForPaste } from './actions/add-papers.ts'
import { listenForDrops } from './actions/import-files.ts'
import { startVisits } from './actions/feed.ts'
import { followToday } from './actions/go.ts'
import { wake } from './actions/library.ts'
import { listenForLinks } from './actions/open-mark.ts'
import { listenForActions } from './actions/perform.ts'
import { restoreTabs } from './actions/reader-tabs.ts'
import { keepSelection } from './actions/targets.ts'
import { rememberSittings } from './actions/view.ts'
import { watchDay } from './state/clock.ts'
import { loadEverything, startLive, turnDay } from './state/live.ts'
import { hasUnsavedNotes, saveNotesNow } from './state/notes.ts'
import { reportFailure } from './state/toasts.ts'
import { isCoreAway } from './state/window.ts'
import { Window } from './views/window.tsx'
import { followTheme } from './views/theme.ts'
import { loadEarly } from './views/when-loaded.tsx'

startLive()
keepSelection()
followToday()
followTheme()
rememberSittings()
watchDay(() => void turnDay())
listenForLinks()
listenForActions()
listenForPaste(window)
listenForDrops(window)
client.attach(electronWire() ?? socketWire(wireUrl(location.href)))
void restoreTabs()
void loadEverything().then(loadEarly)
startVisits()

window.addEventListener('online', wake)

const saveAll = (): void => void saveNotesNow().catch(reportFailure)
whenLeaving(saveAll)
window.addEventListener('beforeunload', (event) => {
  // a save that is on its way arrives; one that cannot leave would be lost
  if (hasUnsavedNotes() && isCoreAway(client.host)) event.preventDefault()
})

const root = document.getElementById('root')
if (root) createRoot(root).render(<Window />)
