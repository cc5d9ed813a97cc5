import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { Refused } from './api.ts'
import './styles.css'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // what was refused is refused again; what could not be reached is tried twice more
      retry: (failures, fault) => !(fault instanceof Refused && fault.status > 0) && failures < 2,
      refetchOnWindowFocus: true,
    },
  },
})

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place to show anything')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
