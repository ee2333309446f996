import { Injectable } from '@nestjs/common';
import type { MediaFile, MediaKind } from './media-file';

export interface SearchRequest {
  /** Anything a person may type: blank, huge and hostile texts find nothing or little, and harm nothing. */
  text: string;
  /** From 1; numbers past the end are moved to the last page. */
  page: number;
  /** 1 to 50. */
  pageSize: number;
  /** Default: every kind. */
  kinds?: readonly MediaKind[];
}

export interface SearchResults {
  readonly items: readonly MediaFile[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  /** True when nothing held the words as typed and these are the closest. */
  readonly corrected: boolean;
}

/** Finds files by title, tags and original file name. Only files that can be sent now are found. */
@Injectable()
export class MediaSearchService {
  async search(_request: SearchRequest): Promise<SearchResults> {
    throw new Error('not yet built');
  }
}
