/// How this program was built.
public enum BuildConfiguration {
    /// True in a build without optimisation, whose harness is too slow to time kernels.
    public static var isDebug: Bool {
        #if DEBUG
        true
        #else
        false
        #endif
    }
}
