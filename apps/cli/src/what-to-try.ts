/** A first request, and what else there is. */
export const whatToTry = (url: string): string => `
Entraide est prête / is ready: ${url}

  JETON=$(npm run -s entraide -- token --role scheme-clerk)
  curl -H "Authorization: Bearer $JETON" "${url}/v1/schemes/zabre/households?limit=3"
  curl ${url}/openapi.json
  npm run entraide -- load claims
  npm run entraide -- replay membership

Ctrl-C arrête tout / stops everything.`;
