package io.tekcos.chat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the script that completes the program's command lines: verbs, options, and the values that are known. */
final class ShellCompletion {

    /** Understood by bash (3.2 or newer) and, with its bashcompinit, by zsh. */
    private static final String FUNCTION = """
            _chat_words() {
                local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" verb= words= hosts= host=
                COMPREPLY=()
                if [ "$COMP_CWORD" -gt 1 ]; then
                    verb="${COMP_WORDS[1]}"
                fi
                # bash makes three words of --via=udp
                if [ "$cur" = "=" ]; then
                    cur=
                elif [ "$prev" = "=" ]; then
                    prev="${COMP_WORDS[COMP_CWORD-2]}"
                fi
                case "$verb $prev" in
            CASES    esac
                COMPREPLY=( $(compgen -W "$words" -- "$cur") )
                # apart, for -W would run what a name has in $(); and only names that the shell takes as they are
                if [ -n "$hosts" ]; then
                    while IFS= read -r host; do
                        case "$host" in
                            *[!A-Za-z0-9.:_-]*) ;;
                            *) COMPREPLY+=( "$host" ) ;;
                        esac
                    done < <(compgen -A hostname -- "$cur" 2> /dev/null)
                fi
            }
            """;

    private static final String BASH = """
            # bash completion for chat
            FUNCTION
            complete -o default -F _chat_words chat
            """;

    /** As a file of the function path it is the body of _chat, which completes at once; else it makes itself known. */
    private static final String ZSH = """
            #compdef chat
            # zsh completion for chat
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
            autoload -Uz bashcompinit && bashcompinit
            FUNCTION
            if [[ "$funcstack[1]" = _chat ]]; then
                _bash_complete -o default -F _chat_words
            else
                complete -o default -F _chat_words chat
            fi
            """;

    private ShellCompletion() {}

    /** The script for bash, or for zsh. */
    static String script(CommandSpec chat, boolean zsh) {
        StringBuilder cases = new StringBuilder();
        for (CommandLine verb : chat.subcommands().values()) {
            addVerb(cases, verb.getCommandSpec());
        }
        List<String> words = new ArrayList<>(chat.subcommands().keySet());
        addCase(cases, "\" \"*", addOptions(words, chat), false);
        return (zsh ? ZSH : BASH).replace("FUNCTION\n", FUNCTION).replace("CASES", cases);
    }

    private static void addVerb(StringBuilder cases, CommandSpec verb) {
        for (OptionSpec option : verb.options()) {
            if (option.arity().max() > 0 && !option.hidden()) {
                for (String name : option.names()) {
                    addCase(cases, '"' + verb.name() + ' ' + name + '"', candidates(option), false);
                }
            }
        }
        List<String> words = new ArrayList<>();
        verb.positionalParameters().forEach(parameter -> words.addAll(candidates(parameter)));
        boolean hosts = verb.positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().equals("HOST"));
        addCase(cases, '"' + verb.name() + " \"*", addOptions(words, verb), hosts);
    }

    private static void addCase(StringBuilder cases, String pattern, List<String> words, boolean hosts) {
        cases.append("        ").append(pattern).append(')');
        if (words.isEmpty()) { // a value that nobody knows
            cases.append(" return ;;\n");
        } else {
            cases.append(hosts ? " hosts=yes" : "").append(" words=\"");
            cases.append(String.join(" ", words)).append("\" ;;\n");
        }
    }

    private static List<String> addOptions(List<String> words, CommandSpec command) {
        command.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> List.of(option.names()).stream())
                .forEach(words::add);
        return words;
    }

    private static List<String> candidates(ArgSpec argument) {
        List<String> candidates = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(candidate -> candidates.add(candidate.toLowerCase(Locale.ROOT)));
        }
        return candidates;
    }
}
