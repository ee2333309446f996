import { guessLanguage, type Language } from '../../i18n';
import type { ApiRequest } from './api-request';

/** In which language the caller reads problems; English unless it says otherwise. */
export const languageOf = (request: ApiRequest): Language => guessLanguage(request.headers['accept-language'], 'en');
