#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What is known of the terminal behind a file descriptor.
public enum Terminal {
    /// True where the descriptor leads to a terminal, not to a file or a pipe.
    public static func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// The cells of a line: `COLUMNS` where the environment sets it, else what the terminal says, nil where neither does.
    public static func width(of descriptor: Int32, environment: [String: String]) -> Int? {
        if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Whether output to the descriptor may be coloured: only on a terminal that can, and never under `NO_COLOR`.
    public static func isColourAllowed(on descriptor: Int32, environment: [String: String]) -> Bool {
        isColourAllowed(isTerminal: isTerminal(descriptor), environment: environment)
    }

    /// The rule of no-color.org: a set and non-empty `NO_COLOR` wins; so does a terminal named `dumb` or not at all.
    public static func isColourAllowed(isTerminal: Bool, environment: [String: String]) -> Bool {
        guard isTerminal, environment["NO_COLOR", default: ""].isEmpty else { return false }
        let terminal = environment["TERM", default: ""]
        return !terminal.isEmpty && terminal != "dumb"
    }
}
