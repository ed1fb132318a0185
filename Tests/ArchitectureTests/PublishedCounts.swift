/// What PyTorch 2.15.0 with torchvision 0.29.2 holds and what other counters print, for one image.
///
/// Params, MACs, time complexity and activations come from hooks over every operator that PyTorch executed; the counters are
/// fvcore 0.1.5, ptflops 0.7.5, thop 0.1.1, torchinfo 1.8.0, calflops 0.3.2 and torch's own flop counter.
struct PublishedCounts: Sendable {
    var name: String
    var params: Int
    var macs: Int
    var timeComplexity: Int
    var validMACs: Int
    var activations: Int
    var depth: Int
    var fvcore: Int
    var ptflops: Int
    var thop: Int
    var torchinfo: Int
    var torch: Int
    var calflopsMACs: Int
    var calflopsFLOPs: Int

    static let all = [
        PublishedCounts(
            name: "alexnet", params: 61100840, macs: 714188480, timeComplexity: 655566528,
            validMACs: 657918720, activations: 494184, depth: 5,
            fvcore: 714197696, ptflops: 716441128, thop: 714206912, torchinfo: 714682664,
            torch: 1428376960, calflopsMACs: 714188480, calflopsFLOPs: 1429741184),
        PublishedCounts(
            name: "vgg16", params: 138357544, macs: 15470264320, timeComplexity: 15346630656,
            validMACs: 14969824000, activations: 13556712, depth: 13,
            fvcore: 15470289408, ptflops: 15523225576, thop: 15470314496, torchinfo: 15483821032,
            torch: 30940528640, calflopsMACs: 15470264320, calflopsFLOPs: 30973778432),
        PublishedCounts(
            name: "squeezenet1_1", params: 1235496, macs: 349151936, timeComplexity: 349151936,
            validMACs: 337404608, activations: 2589352, depth: 26,
            fvcore: 349320936, ptflops: 359982728, thop: 349321936, torchinfo: 351741288,
            torch: 698303872, calflopsMACs: 349151936, calflopsFLOPs: 705013944),
        PublishedCounts(
            name: "resnet18", params: 11689512, macs: 1814073344, timeComplexity: 1813561344,
            validMACs: 1680390912, activations: 2484712, depth: 20,
            fvcore: 1819065856, ptflops: 1825313768, thop: 1824033792, torchinfo: 1814083944,
            torch: 3628146688, calflopsMACs: 1814073344, calflopsFLOPs: 3636250112),
        PublishedCounts(
            name: "resnet50", params: 25557032, macs: 4089184256, timeComplexity: 4087136256,
            validMACs: 3948251904, activations: 11114984, depth: 53,
            fvcore: 4111512576, ptflops: 4132436968, thop: 4133742592, torchinfo: 4089238376,
            torch: 8178368512, calflopsMACs: 4089184256, calflopsFLOPs: 8211108352),
        PublishedCounts(
            name: "resnext50_32x4d", params: 25028904, macs: 4230479872, timeComplexity: 4228431872,
            validMACs: 4211288832, activations: 14401512, depth: 53,
            fvcore: 4259381248, ptflops: 4286878696, thop: 4288184320, torchinfo: 4230549096,
            torch: 8460959744, calflopsMACs: 4230479872, calflopsFLOPs: 8503559168),
        PublishedCounts(
            name: "densenet121", params: 7978856, macs: 2834161664, timeComplexity: 2833137664,
            validMACs: 2778262272, activations: 6900200, depth: 120,
            fvcore: 2865546752, ptflops: 2899843048, thop: 2897007104, torchinfo: 2834246312,
            torch: 5668323328, calflopsMACs: 2834161664, calflopsFLOPs: 5716881152),
        PublishedCounts(
            name: "googlenet", params: 6624904, macs: 1498376192, timeComplexity: 1497352192,
            validMACs: 1434527488, activations: 3227160, depth: 57,
            fvcore: 1504878688, ptflops: 1513907448, thop: 1511332032, torchinfo: 1498391752,
            torch: 2996752384, calflopsMACs: 1498376192, calflopsFLOPs: 3009356752),
        PublishedCounts(
            name: "mobilenet_v2", params: 3504872, macs: 300774272, timeComplexity: 299494272,
            validMACs: 299676304, activations: 6679112, depth: 52,
            fvcore: 314193216, ptflops: 320300008, thop: 327486720, torchinfo: 300809384,
            torch: 601548544, calflopsMACs: 300774272, calflopsFLOPs: 614967488),
        PublishedCounts(
            name: "mobilenet_v3_large", params: 5483032, macs: 216589760, timeComplexity: 214080960,
            validMACs: 214837832, activations: 4407168, depth: 62,
            fvcore: 226033824, ptflops: 231316416, thop: 234838456, torchinfo: 216621520,
            torch: 433179520, calflopsMACs: 216589760, calflopsFLOPs: 444944056),
        PublishedCounts(
            name: "shufflenet_v2_x1_0", params: 2278604, macs: 144907992, timeComplexity: 143883992,
            validMACs: 144561090, activations: 1951200, depth: 56,
            fvcore: 148808392, ptflops: 152387568, thop: 152708792, torchinfo: 144925172,
            torch: 289815984, calflopsMACs: 144907992, calflopsFLOPs: 295505472),
        PublishedCounts(
            name: "efficientnet_b0", params: 5288548, macs: 385814752, timeComplexity: 384534752,
            validMACs: 381866688, activations: 6748036, depth: 81,
            fvcore: 401659392, ptflops: 410196896, thop: 415145024, torchinfo: 385867108,
            torch: 771629504, calflopsMACs: 385814752, calflopsFLOPs: 793641400),
        PublishedCounts(
            name: "dcgan_g64", params: 3576704, macs: 104628224, timeComplexity: 104628224,
            validMACs: 90538752, activations: 135168, depth: 5,
            fvcore: 104873984, ptflops: 105119744, thop: 428834816, torchinfo: 428345216,
            torch: 209256448, calflopsMACs: 104628224, calflopsFLOPs: 209625088),
        PublishedCounts(
            name: "unet_bilinear", params: 3350306, macs: 7761559552, timeComplexity: 7761559552,
            validMACs: 7603892608, activations: 14155776, depth: 19,
            fvcore: 7805337600, ptflops: 7833518080, thop: 7860912128, torchinfo: 7761694592,
            torch: 15523119104, calflopsMACs: 7761559552, calflopsFLOPs: 15570239488),
        PublishedCounts(
            name: "srresnet_x4", params: 1548358, macs: 20442710016, timeComplexity: 20442710016,
            validMACs: 20198021120, activations: 32292864, depth: 37,
            fvcore: 20481638400, ptflops: 20538114048, thop: 20542390272, torchinfo: 20455543939,
            torch: 40885420032, calflopsMACs: 20442710016, calflopsFLOPs: 40959000576),
        PublishedCounts(
            name: "lenet5", params: 61706, macs: 416520, timeComplexity: 357600,
            validMACs: 406656, activations: 6518, depth: 2,
            fvcore: 416520, ptflops: 435646, thop: 418096, torchinfo: 423038,
            torch: 833040, calflopsMACs: 416520, calflopsFLOPs: 845648),
    ]
}
