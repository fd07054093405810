package io.leasehold.isolation.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** An item as the Enhanced client maps it. */
final class Note {

  static final TableSchema<Note> SCHEMA =
      StaticTableSchema.builder(Note.class)
          .newItemSupplier(Note::new)
          .addAttribute(
              String.class,
              a ->
                  a.name("pk")
                      .getter(note -> note.pk)
                      .setter((note, value) -> note.pk = value)
                      .tags(StaticAttributeTags.primaryPartitionKey()))
          .build();

  private @Nullable String pk;

  static Note of(String pk) {
    Note note = new Note();
    note.pk = pk;
    return note;
  }
}
