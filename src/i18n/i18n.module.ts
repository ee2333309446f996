import { Global, Module } from '@nestjs/common';
import { I18n } from './i18n';

/** Texts and formats in every language people may choose. What a screen says is decided by whoever shows it, not here. */
@Global()
@Module({ providers: [I18n], exports: [I18n] })
export class I18nModule {}
