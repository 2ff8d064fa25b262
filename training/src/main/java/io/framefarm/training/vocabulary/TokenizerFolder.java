package io.framefarm.training.vocabulary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Writes a vocabulary as the tokenizer folder of a Stable Diffusion model. */
public final class TokenizerFolder {
    private static final String TOKENIZER_CONFIG = """
            {
              "add_prefix_space": false,
              "bos_token": "<|startoftext|>",
              "do_lower_case": true,
              "eos_token": "<|endoftext|>",
              "errors": "replace",
              "model_max_length": 77,
              "pad_token": "<|endoftext|>",
              "tokenizer_class": "CLIPTokenizer",
              "unk_token": "<|endoftext|>"
            }
            """;
    private static final String SPECIAL_TOKENS = """
            {
              "bos_token": "<|startoftext|>",
              "eos_token": "<|endoftext|>",
              "pad_token": "<|endoftext|>",
              "unk_token": "<|endoftext|>"
            }
            """;

    private TokenizerFolder() {}

    public static void write(Vocabulary vocabulary, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("vocab.json"),
                vocabulary.ids().entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue())
                        .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
        Files.writeString(
                folder.resolve("merges.txt"),
                vocabulary.merges().stream()
                        .map(merge -> merge.left() + " " + merge.right() + "\n")
                        .collect(Collectors.joining("", "#version: 0.2\n", "")));
        Files.writeString(folder.resolve("tokenizer_config.json"), TOKENIZER_CONFIG);
        Files.writeString(folder.resolve("special_tokens_map.json"), SPECIAL_TOKENS);
    }

    private static String quoted(String symbol) {
        return '"' + symbol.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
