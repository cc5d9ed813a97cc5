import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queries, router } from './router.tsx'
import { showTheme } from './ui/theme.ts'
import { WordsProvider } from './words/words.tsx'
import './styles.css'

showTheme()

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place to show anything')
createRoot(root).render(
  <StrictMode>
    <WordsProvider>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </WordsProvider>
  </StrictMode>,
)
